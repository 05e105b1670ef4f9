// The playground: everything happens in this page and its worker.
import { Engine } from "./engine/client";
import { SAMPLES } from "./policy/examples";
import { PolicyPane } from "./policy/pane";
import { ReplayPane } from "./replay/pane";
import { Session } from "./session";
import { shareButtons } from "./share/dialog";
import { fromFragment } from "./share/link";
import { StreamPane } from "./stream/pane";
import { TryPane } from "./try/pane";
import { Tabs } from "./ui/tabs";
import { theme } from "./ui/theme";
import { toast } from "./ui/toast";
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

new StreamPane(session);
shareButtons(session);

async function begin(): Promise<void> {
  try {
    const shared = await fromFragment(location.hash);
    if (shared !== null) {
      attempt.fill(shared);
      policy.editor.replace(shared.policy);
      return;
    }
  } catch {
    toast("The link is damaged; an example is shown instead.");
  }
  attempt.fill(SAMPLES[0] ?? {});
  await policy.pick("lyzr-support");
}

addEventListener("hashchange", () => void begin());
void begin();
