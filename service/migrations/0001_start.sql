CREATE TABLE tenants (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  settings TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE keys (
  id TEXT PRIMARY KEY,
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  label TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

CREATE INDEX keys_of_tenant ON keys (tenant);

CREATE TABLE policies (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  payload TEXT NOT NULL,
  document TEXT NOT NULL,
  hash TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (tenant, kind, id)
) STRICT;

CREATE UNIQUE INDEX policies_looked_up_by_name ON policies (tenant, kind, name) WHERE kind LIKE 'enkrypt.%';

CREATE TABLE projects (
  tenant TEXT NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;

CREATE TABLE project_policies (
  tenant TEXT NOT NULL,
  project TEXT NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  policy_type TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (tenant, project, id),
  FOREIGN KEY (tenant, project) REFERENCES projects (tenant, id) ON DELETE CASCADE
) STRICT;

CREATE INDEX project_policies_by_type ON project_policies (tenant, policy_type);
