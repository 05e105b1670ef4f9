//! The phrases of every cue.

use super::cues::{
    AIMED, ASK, ASSERT, BUT, COLLECT, COMPARE, Cues, DIRECT, DISCLAIMER, EDUCATION, FUTURE, GENERAL,
    HAND, HOW, IDENTITY, IMPERATIVE, INSULT, MAKE, OFFER, OWN, PERSONAL, PROMISE, PROTECT, REFUSAL, REPORTED, SELF,
    SITUATION, THREAT, URGE,
};

pub(super) static PHRASES: &[(Cues, &[&str])] = &[
    (ASK, &[
        "can|could|would|will you", "please", "give|tell|show|get|find|send|help|make|teach me", "i need|want", "i'd like",
        "i would like", "^write|draft|make|create|generate|explain|list|pick|choose|recommend|suggest|diagnose|do|finish|complete|solve|translate|build|code|design|compose|rank|sort|score|filter|remove|reject|select|provide|give|tell|show|help|compare|calculate|name|describe|summarise|summarize|only|keep|let|hide|prescribe",
        "what's|whats|what|which|how|where|should|is|are|do|does|can|could|am", "help me|us", "just tell|give|do", "for me",
    ]),
    (SELF, &["i|my|me|mine|myself|i'm|i've|i'd|i'll|we|our|us|we're|im|ive"]),
    (HOW, &[
        "how do|can|could|should|to|would i|we|you|one", "how to", "step by step", "best|easiest|fastest|good|cheapest|quickest way to|of", "tell|show|teach me how",
        "instructions for|to|on", "guide to|for", "trick to", "a way to|around", "help me|us", "way around", "without getting|being|anyone|anybody|them|him|her|it",
        "explain how to", "i need|want a|an|some", "give|send|get|write|code me a|an|some", "^write|code|draft a|an|some",
    ]),
    (PERSONAL, &[
        "should i|we|my", "do i|we have|need", "am i", "can i|we", "may i", "what|which * should|do|can|could i|we", "which * * should|do i|we", "what should|can|do|would i|we",
        "good|bad idea for me", "what are my|our", "for me|us", "would|will you give|prescribe|recommend|choose|pick", "to do with my|our", "based on my|our", "do with my|our",
        "me what|which|if|whether", "my|our own", "fits|suits|for a|my|me", "like me", "my * case", "my case|situation|symptoms|results|contract|portfolio|savings|money|chances|odds|options|rights|ticket|claim|problem|condition",
        "someone in my", "is that|this|it legal|safe|ok|okay|normal|bad|dangerous|allowed", "how much|many * * i|we", "if i", "how much|long|many should|can|do|am i",
    ]),
    (SITUATION, &[
        "i|we have|had|was|were|am|signed|got|feel|earn|own|bought|lost|think", "i've|i'm|we've|we're", "my|our husband|wife|son|daughter|child|mother|father|mum|mom|dad|baby|partner|boss|landlord|ex|boyfriend|girlfriend|brother|sister|friend|employer|company|dog|cat|family|account|house|car|job|pension|back|head|leg|arm|chest|stomach",
        "i|we keep|want|need|can't|cannot",
    ]),
    (EDUCATION, &[
        "^who|when|where|why",         "what is|are|does|do|did|was|were the|a|an|difference", "difference between", "* does * mean", "what does|do|did|makes|causes", "meaning|history|origin|definition of", "explain what|why|the",
        "why is|are|do|does|did|should|was|were|can", "for my|a * class|course|essay|exam|thesis|school|project|lesson|paper|report", "for my class|essay|exam|course|thesis|studies|paper|presentation",
        "in the|this|a film|movie|novel|book|story|series|song|game|article|play|poem", "how does|did|do * work", "how does|did|are|were|is", "where can i|we find|report|learn|take|read|buy", "where|when does|do|did|is|are|was|were|can", "how do i|we report|protect|prevent|avoid|recognise|recognize|find|reset|contact",
        "to|can recognise|recognize|report|prevent|protect|avoid|spot|detect", "who is|was|first|invented|wrote|can", "come about", "what did|was|were|year|day|time|happened", "it on tomorrow", "an exam|essay|article|paper|thesis on|about",
        "students learn|study", "is|are called|defined|known", "how old|tall|far|big|is|does", "is it true", "for * class|course|lesson", "explain * to a", "explain to", "example of", "for example|instance",
    ]),
    (GENERAL, &[
        "generally|usually|typically|commonly|often|sometimes|normally", "in general|most", "many|some|most people|patients|countries|doctors|experts|investors|students|users|players|companies|tenants", "according to", "doctors|experts|researchers|scientists|lawyers|advisers|economists usually|often|recommend|say|treat|use",
        "is|are a|an|the|used|called|defined|diagnosed|made|treated|caused|protected|illegal|forbidden|prohibited|against|usually|decided", "can be|cause|help|lead", "refers to|means", "there are|is", "depends|depend on", "common|typical|general",
        "may be|lose|help|cause|vary|have", "such as", "deal|deals with", "people who", "is|are|was|were * software|law|agreement|disease|infection|company|loan|process|kind|type|form",
    ]),
    (REFUSAL, &[
        "i'd|would|we'd rather|prefer not", "i|we'd|would rather|prefer not|to", "rather not", "take no", "nobody|noone|none knows|can|could", "no one knows|can|could", "impossible|hard|difficult to say|predict|know|tell|foresee",         "i can't|cannot|won't|couldn't|shouldn't|mustn't", "i can|will|could|may|must|am|do not", "i'm|i am not able|allowed|permitted|authorised|authorized|qualified|in|a|an|your|going", "unable to", "i'm an|a ai|language|virtual", "i am an|a ai|language|virtual",
        "not something i", "something i won't|can't|cannot|don't", "we|i never|don't|do not|won't|can't|cannot", "never|don't share|send|give|tell|post|ask", "do not|never ask|share|send|give", "let's not|talk", "not|isn't possible for me", "against the|our|my rules|policy|law|guidelines", "i refuse|decline",
        "no * relationship|guarantee|investment", "sorry but", "will never", "i have|i've to decline", "not a|your doctor|lawyer|adviser|advisor|therapist|physician|attorney|professional|pharmacist", "not a licensed|qualified|certified|registered|real", "as an|a ai|language", "isn't|is|are|not|must not allowed", "not allowed|guaranteed|permitted",
    ]),
    (DISCLAIMER, &[
        "not medical|legal|financial|professional|investment|tax|personal|personalised|personalized|formal|official|a advice|substitute|recommendation|diagnosis|opinion|guidance|counsel", "not|isn't|no substitute|replacement for", "general|informational|educational information|purposes|informational", "information only|purposes", "for information|informational|educational",
        "consult|see|contact|ask|visit|speak|talk with|to|a|an|your|the|our|qualified", "seek|get professional|medical|legal|expert|qualified|independent|advice|help", "not|isn't intended|meant to|as", "i'm|am not a|an|your", "should be reviewed|checked", "past performance", "does|do not guarantee|constitute|replace",
        "qualified|licensed|healthcare|medical professional|lawyer|adviser|advisor|expert|provider|solicitor|attorney", "your doctor|pharmacist|lawyer|physician|adviser|advisor|accountant|solicitor|gp", "capital is at|risk", "a lawyer|solicitor|professional|doctor|specialist who|can|has|about", "only a doctor|lawyer|professional|specialist",
    ]),
    (DIRECT, &[
        "you should|must|ought|need|shall", "you have|need to", "you'd better", "i|we recommend|suggest|advise|urge|would|prescribe", "i'd recommend|suggest|advise|sell|buy|choose|keep|take|say|go|reject|stop|start", "i am|i'm prescribing|recommending|suggesting|advising|giving", "my|our advice|recommendation|suggestion|opinion is", "your best|treatment|plan|dose|option|diet|next",
        "for your", "you can|could submit|simply|just", "so i|we suggest|recommend|advise", "and|so|then should|must", "you are|you're better|best|advised", "would|should|better reject|sell|buy|take|stop|file|sue|refuse", "in your case|situation",
    ]),
    (IMPERATIVE, &[
        "^take|use|apply|put|start|stop|avoid|buy|sell|invest|open|close|press|click|go|install|uninstall|disable|remove|delete|turn|switch|set|run|type|enter|mix|add|pour|cut|heat|place|bet|call|sign|file|sue|submit|copy|write|send|do|don't|never|always|keep|hold|stand|press|reboot|restart|choose|pick|select|drink|eat|double|reduce|increase|lie|tell|hide|move|transfer|withdraw|deposit|spin|wait|try|get|make|ask|build|break|connect|download|create|spread|shoot|hit|inject|swallow|rub|wash|ignore|reject|refuse|demand|claim",
        "first|then|next|finally|simply|just take|use|apply|put|start|stop|buy|sell|open|press|click|go|install|uninstall|disable|remove|delete|turn|switch|set|run|type|enter|mix|add|reboot|ignore|copy|double|cut", "and|then|so|or press|click|take|remove|delete|disable|install|set|stop|start|put|rename|reboot|ignore|hide|submit|double|cut|file|demand|copy", "to switch|turn|disable|remove|bypass|get * * *",
        "take|apply|inject|use # *", "two|one|three|# tablets|tablet|pills|drops|capsules|times", "# mg|ml|grams|milligrams|tablets|times",
    ]),
    (ASSERT, &[
        "you have|suffer|are|must|likely", "you've got|developed|contracted", "you're suffering|having|clearly|definitely|too|going|showing", "this|that|it is|must", "that's|it's", "symptoms|results|signs mean|indicate|point|show|suggest|are", "it sounds|looks like", "sounds|looks like you", "definitely|clearly|certainly|undoubtedly", "leaves no doubt", "my diagnosis",
        "in your case", "your * is|are|was|were",
    ]),
    (FUTURE, &[
        "will|going|gonna", "you'll|he'll|she'll|it'll|we'll|they'll|i'll", "by|before|until|next|this tomorrow|christmas|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|quarter|year|summer|winter|noon",
    ]),
    (PROMISE, &[
        "guarantee|guaranteed|guarantees|promise|promises|assure|definitely|certainly|surely|undoubtedly", "can't|cannot lose|fail", "no|without|zero|any risk|trouble|doubt", "risk free", "100 percent", "for sure", "certain|sure|bound to", "you've got", "you have the", "you will|shall|are|get", "you'll", "will win|arrive|double|be|earn|get|reach|make",
        "going|is to be|arrive|win|dismiss|double",
    ]),
    (OFFER, &[
        "i'll|we'll give|refund|offer|waive|send|take|make|add|throw", "i|we can|will|could give|refund|offer|waive|add|return|pay", "use the|this|my code|voucher|coupon", "you get|receive|save", "i've|i have|we've applied|added|credited|refunded|given", "as an apology|exception|compensation", "just for you", "on us|me",
    ]),
    (IDENTITY, &[
        "as your|a|an|the", "i am|was a|an|your|the|one", "i'm a|an|your|the", "speaking as", "my|our patient|client|patients|clients|care", "under my|our", "consider yourself|me", "i|we have|look|represent|treat|handled", "this is * * speaking", "my name is", "it's me", "trust me as", "being a|your",
    ]),
    (COLLECT, &[
        "please|kindly|just|now send|share|tell|give|enter|type|provide|confirm|submit|state|write|upload|read|let|fill", "what|what's|whats is|are|was|were|your", "what|which * do|are|did|have you", "are|do|have|did|can|could|would|were|will you", "send|tell|give|show|read|share|text|enter|type|provide|confirm me|us|your|in|the", "i|we need|require your|you|the", "may i|we have|ask|know", "could you share|tell|give|send|provide|confirm",
        "which|what * do|are you", "where do|did|are you|your",
    ]),
    (HAND, &[
        "here|here's|below is|are|the|your|a|you", "here's", "attached|following is|are", "i've|i have|we've done|written|completed|finished|solved|drafted|prepared|created|made", "final|full|complete|correct|whole answer|solution|answers|key|text", "the answers|answer|solution|solutions to|is|are|for", "copy it|this|and", "hand it in", "this agreement|contract|letter|essay", "ready to submit|send|sign", "so you can submit|send|hand", "you can submit|copy|send|use",
    ]),
    (OWN, &[
        "my * is|are|was|number|address|code", "my * * is|are|was", "my * # ", "our|my * is|are", "our * * is|are", "we buy|pay|charge|add|sell|earn|spend", "i|he|she live|lives|lived|go|goes|attend|attends|earn|earns|study|studies|work|works at|in|to|on|near|#", "call|text|reach|email|message|dm|add me", "here is|are my|the|her|his|their", "here's my|the|her|his", "use my|this|the", "pay by|with", "the * is|of|are", "* account is", "was|were|is diagnosed|treated|hospitalised|hospitalized",
        "i'm|am * and i", "has|have|had a", "whose * is", "got|scored|earns|makes|earned|makes|paid|lives", "login|password|passphrase|pin|key|secret is|of|for", "the password|key|secret|passphrase|pin|code|login|address|number|email|phone", "with passphrase|password|pin|number", "private email|phone|number|address|mobile",
    ]),
    (INSULT, &[
        "idiot|idiots|moron|morons|scum|loser|losers|imbecile|braindead|bitch|bastard|asshole|retard|retarded|dumbass|shithead|cunt|vermin|twat|wanker|prick|dimwit|halfwit|airhead|brainless|crybaby|whore|slut|fucking|fucker", "you|you're|he's|she's|they're|your|u|ur stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "you|he|she|they|u|that's|that|it are|is|were|was|so|such|too|ur stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly",
        "you|you're|he|she|they|u * * stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "you|you're|he|she|they|u|what|such a|an|are|so|too stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "is|are the|a|such * stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "is the|such stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "you're|are clearly|really|so|too|just stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "such * stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "such a stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly", "what|kind of|a * clown", "you stupid|dumb|dumbest|useless|hopeless|slow|lazy|ugly|pathetic|trash|garbage|crap|shit|disgusting|worthless|incompetent|toddler|pig|filth|fool|fools|jerk|creep|freak|silly",
        "shut up|it", "go to hell", "nobody|everybody|everyone wants|likes|hates|needs", "screw|damn|fuck|hate you", "stupid|silly|lazy|fat cow", "hope they|you|he|she all", "give up", "ha even|ha",
    ]),
    (THREAT, &[
        "i'm|am|we're|are going|gonna to|punch|hurt|kill|hit|beat|find|come|destroy|break|get", "i|we will|gonna|shall hurt|kill|hit|punch|beat|find|destroy|come|break|end|shoot|stab|burn|get", "i'll|we'll hurt|kill|hit|punch|beat|find|destroy|come|break|end|shoot|stab|burn|get|make", "kill yourself|you|him|her|them", "kys", "hurt|punch|stab|shoot|kill|beat|strangle|smash you|him|her|them|your|his|*", "watch your back", "know where you", "you'll regret|pay", "you will regret|pay", "going to punch|hurt|kill|hit|beat|find|destroy|stab|shoot", "or else",
    ]),
    (COMPARE, &[
        "cheaper|better|worse|faster|safer|superior|inferior|overpriced|dearer|stronger|weaker", "more|less * than", "poor|bad|low|terrible|lousy quality|service|products", "fall|falls|fell apart", "than|unlike|compared|versus|vs", "can't|cannot|doesn't|don't compete|match|compare", "waste of", "rip off", "the worst", "avoid them|their|it",
    ]),
    (URGE, &[
        "worth|worthwhile|lucky|luck|fortune|jackpot|exciting|fun|thrilling|awesome", "you could|can|might|should win|earn|get|make|buy|try", "go for it", "try your", "keep spinning|betting|playing|buying|going|trying", "don't miss|wait|hesitate", "now", "why not", "place|make|put a|your|some", "just buy|try|do|bet|play", "only starting", "the only way", "treat yourself",
    ]),
    (BUT, &["but|however|though|although|still|anyway|nevertheless|nonetheless"]),
    (AIMED, &["you|your|you're|yours|u|ur|he|she|his|her|they|their|yourself|mr|mrs|ms|miss"]),
    (MAKE, &[
        "^write|draft|do|finish|complete|solve|code|build|make|create|generate|compose|fill|design|produce|prepare|paraphrase|rewrite|summarise|summarize", "write|draft|do|finish|complete|solve|make|build|code|generate|create|prepare my|our|me|the|this|that|it|some|a|an|all",
        "for me", "so that|i i|can|don't", "submit|hand it|in|this",
    ]),
    (PROTECT, &[
        "to|i|we|you|they|people|users|companies report|protect|prevent|avoid|recognise|recognize|spot|detect|stop|recover|remove|fix|reset|update|check|complain|defend|block", "protect|prevent|avoid|report|recognise|recognize|detect myself|yourself|themselves|ourselves|a|an|the|this|it|against",
        "correctly|legally|lawfully|illegally|ethically|safely", "my|our account|card|mail|phone|identity|computer|data|house|money|password was|were|is|has|got", "was|were|been|got|being hacked|stolen|scammed|attacked|insulted|harassed|blocked|declined|marked|threatened|bullied|robbed", "is it illegal|legal|allowed|forbidden|true", "who can|could|may help|approve|fix",
        "against the law|rules", "victim|victims|awareness|prevention|protection", "someone|somebody|he|she|they insulted|threatened|called|hacked|stole|told|asked|wrote",
    ]),
    (REPORTED, &[
        "said|wrote|called|claims|claimed|reported|reports|stated|shouts|shouted|announced|alleged|told|promised that|a|an|the|my|our|her|him|me|us|it", "he|she|someone|somebody|they|who|it|review|leaflet|article|report|book|advertisement|sign|page|text|rules|textbook|newspaper|mail|letter says|said|wrote|writes|shouts|promised|claims|claimed|reads|states|stated", "according to",
        "how do i report", "can a moderator",
    ]),
];
