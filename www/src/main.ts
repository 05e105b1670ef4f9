// The playground: everything happens in this page and its worker.
import { Engine } from "./engine/client";
import { SAMPLES } from "./policy/examples";
import { PolicyPane } from "./policy/pane";
import { Session } from "./session";
import { ReplayPane } from "./replay/pane";
import { TryPane } from "./try/pane";
import { Tabs } from "./ui/tabs";
import { theme } from "./ui/theme";
import { UnderstandPane } from "./understand/pane";

theme();
const tabs = new Tabs();
const session = new Session(new Engine());
const policy = new PolicyPane(session);
const attempt = new TryPane(session);
new UnderstandPane(session, policy, tabs);
new ReplayPane(session, (texts) => {
  attempt.fill(texts);
  tabs.show("try");
});

attempt.fill(SAMPLES[0] ?? {});
void policy.pick("lyzr-support");
