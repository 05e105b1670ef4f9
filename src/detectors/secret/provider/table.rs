//! The words for providers with the shapes of their tokens. To add one: a row; the tests beside it try each row.

/// A provider's tokens.
#[derive(Debug)]
pub(crate) struct Provider {
    /// The word, in lower case.
    pub(crate) word: &'static str,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// See `shape`; the first that fits counts.
    pub(crate) shapes: &'static [&'static str],
    /// Neither a sign for values nor a word for credentials need stand between.
    pub(crate) bare: bool,
}

macro_rules! bare {
    () => {
        false
    };
    (bare) => {
        true
    };
}

macro_rules! providers {
    ($($word:literal $id:literal $name:literal [$($shape:literal),+] $($bare:ident)?;)*) => {
        &[$(Provider {
            word: $word,
            id: concat!("secret.", $id),
            name: $name,
            shapes: &[$($shape),+],
            bare: bare!($($bare)?),
        }),*]
    };
}

/// From the providers' own documentation of their keys.
#[rustfmt::skip]
pub(crate) static PROVIDERS: &[Provider] = providers! {
    "abuseipdb" "abuseipdb_key" "AbuseIPDB" ["{h80}"];
    "alchemy" "alchemy_key" "Alchemy" ["{u32}"];
    "algolia" "algolia_key" "Algolia" ["{h32}"];
    "amplitude" "amplitude_key" "Amplitude" ["{h32}"];
    "asana" "asana_token" "Asana" ["{d1}/{d13,17}:{h32}", "{h32}", "{d16}"];
    "assemblyai" "assemblyai_key" "AssemblyAI" ["{h32}"];
    "auth0" "auth0_secret" "Auth0" ["{u64}"];
    "bitbucket" "bitbucket_secret" "Bitbucket" ["{a32}", "{u64}"];
    "bitly" "bitly_token" "Bitly" ["{h40}"];
    "bittrex" "bittrex_key" "Bittrex" ["{h32}"];
    "binance" "binance_key" "Binance" ["{a64}"];
    "bugsnag" "bugsnag_key" "Bugsnag" ["{h32}"];
    "circleci" "circleci_key" "CircleCI" ["{h40}"];
    "clearbit" "clearbit_key" "Clearbit" ["sk_{h32}", "{h32}"];
    "clickhouse" "clickhouse_key" "ClickHouse Cloud" ["4b1d{a38}"];
    "cloudflare" "cloudflare_token" "Cloudflare" ["{u40}", "{h37}"];
    "cloudinary" "cloudinary_secret" "Cloudinary" ["{u27}"];
    "codacy" "codacy_token" "Codacy" ["{a20}", "{h32}"];
    "codecov" "codecov_token" "Codecov" ["{g36}", "{h32}"];
    "cohere" "cohere_key" "Cohere" ["{a40}"];
    "coinbase" "coinbase_key" "Coinbase" ["{a64}", "{a16}", "{a32}"];
    "confluent" "confluent_secret" "Confluent" ["{b64}"];
    "contentful" "contentful_key" "Contentful" ["{u43}"];
    "coveralls" "coveralls_token" "Coveralls" ["{a32,37}"];
    "currencylayer" "currencylayer_key" "Currencylayer" ["{h32}"];
    "datadog" "datadog_key" "Datadog" ["{h40}", "{h32}"];
    "ddog" "datadog_key" "Datadog" ["{h40}", "{h32}"];
    "deepgram" "deepgram_key" "Deepgram" ["{h40}"];
    "deepl" "deepl_key" "DeepL" ["{g36}:fx", "{g36}"];
    "discord" "discord_token" "Discord" ["{u23,28}.{u6,7}.{u27,38}", "{u32}"];
    "docusign" "docusign_key" "DocuSign" ["{g36}"];
    "droneci" "droneci_token" "Drone CI" ["{a32}"];
    "dropbox" "dropbox_secret" "Dropbox" ["{l15}", "{u64}"];
    "etherscan" "etherscan_key" "Etherscan" ["{A34}"];
    "eventbrite" "eventbrite_token" "Eventbrite" ["{A20}"];
    "exchangerate" "exchangerate_key" "ExchangeRate-API" ["{h24}", "{h32}"];
    "facebook" "facebook_secret" "Facebook" ["{h32}"];
    "fastly" "fastly_token" "Fastly" ["{u32}"];
    "finicity" "finicity_key" "Finicity" ["{h32}", "{a20}"];
    "finnhub" "finnhub_key" "Finnhub" ["{a20}"];
    "fixer" "fixer_key" "Fixer" ["{h32}"];
    "flickr" "flickr_key" "Flickr" ["{h32}", "{h16}"];
    "freshbooks" "freshbooks_secret" "FreshBooks" ["{h64}"];
    "freshdesk" "freshdesk_key" "Freshdesk" ["{a20}"];
    "giphy" "giphy_key" "Giphy" ["{a32}"];
    "gitter" "gitter_token" "Gitter" ["{h40}"];
    "gocardless" "gocardless_token" "GoCardless" ["live_{t40}", "sandbox_{t40}"];
    "graphcms" "graphcms_token" "Hygraph" ["{t200,800}"];
    "guardian" "guardian_key" "The Guardian" ["{g36}"];
    "helpscout" "helpscout_secret" "Help Scout" ["{a32}"];
    "heroku" "heroku_key" "Heroku" ["{g36}"];
    "hetzner" "hetzner_token" "Hetzner" ["{a64}"];
    "hubspot" "hubspot_key" "HubSpot" ["{g36}"];
    "imgur" "imgur_secret" "Imgur" ["{h40}", "{h15}"];
    "infura" "infura_key" "Infura" ["{h32}"];
    "intercom" "intercom_token" "Intercom" ["{b60}"];
    "ipdata" "ipdata_key" "ipdata" ["{h56}"];
    "ipgeolocation" "ipgeolocation_key" "ipgeolocation" ["{h32}"];
    "ipinfo" "ipinfo_token" "IPinfo" ["{h14}"];
    "ipstack" "ipstack_key" "ipstack" ["{h32}"];
    "jira" "jira_token" "Atlassian" ["{a24}"];
    "confluence" "confluence_token" "Atlassian" ["{a24}"];
    "jotform" "jotform_key" "Jotform" ["{h32}"];
    "jumpcloud" "jumpcloud_key" "JumpCloud" ["{h40}"];
    "kraken" "kraken_secret" "Kraken" ["{b86,88}", "{b56}"];
    "kucoin" "kucoin_key" "KuCoin" ["{g36}", "{h24}"];
    "lastfm" "lastfm_key" "Last.fm" ["{h32}"];
    "launchdarkly" "launchdarkly_token" "LaunchDarkly" ["{u40}"];
    "linkedin" "linkedin_secret" "LinkedIn" ["{a16}"];
    "linode" "linode_token" "Linode" ["{h64}"];
    "locationiq" "locationiq_key" "LocationIQ" ["pk.{h32}", "{h14}"];
    "logdna" "logdna_key" "LogDNA" ["{h32}"];
    "loggly" "loggly_token" "Loggly" ["{g36}"];
    "mailchimp" "mailchimp_key" "Mailchimp" ["{h32}"];
    "mailgun" "mailgun_signing_key" "Mailgun" ["{h32}-{h8}-{h8}", "{h32}"];
    "mailjet" "mailjet_key" "Mailjet" ["{h32}"];
    "mailosaur" "mailosaur_key" "Mailosaur" ["{a16}"];
    "mandrill" "mandrill_key" "Mandrill" ["{u22}"];
    "mapquest" "mapquest_key" "MapQuest" ["{a32}"];
    "mattermost" "mattermost_token" "Mattermost" ["{l26}"];
    "messagebird" "messagebird_key" "MessageBird" ["{a25}"];
    "mixpanel" "mixpanel_secret" "Mixpanel" ["{h32}"];
    "moralis" "moralis_key" "Moralis" ["{a64}"];
    "neptune" "neptune_token" "Neptune" ["{b64,300}"];
    "netlify" "netlify_key" "Netlify" ["{u40,46}"];
    "newsapi" "newsapi_key" "News API" ["{h32}"];
    "nexmo" "vonage_secret" "Vonage" ["{a16}"];
    "vonage" "vonage_secret" "Vonage" ["{a16}"];
    "ngrok" "ngrok_token" "ngrok" ["{a27}_{a21}", "{u49}"];
    "nytimes" "nytimes_key" "The New York Times" ["{u32}"];
    "okta" "okta_token" "Okta" ["00{u40}"];
    "onesignal" "onesignal_key" "OneSignal" ["{g36}", "{b48}"];
    "openexchangerates" "openexchangerates_key" "Open Exchange Rates" ["{h32}"];
    "openweather" "openweather_key" "OpenWeather" ["{a32}"];
    "owm" "openweather_key" "OpenWeather" ["{a32}"];
    "opsgenie" "opsgenie_key" "Opsgenie" ["{g36}"];
    "optimizely" "optimizely_token" "Optimizely" ["{u52,56}"];
    "pagerduty" "pagerduty_key" "PagerDuty" ["u+{u18}", "{u20}", "{h32}"];
    "pipedrive" "pipedrive_token" "Pipedrive" ["{h40}"];
    "plaid" "plaid_secret" "Plaid" ["{l30}", "{l24}"];
    "plivo" "plivo_token" "Plivo" ["{a40}"];
    "postmark" "postmark_token" "Postmark" ["{g36}"];
    "pusher" "pusher_secret" "Pusher" ["{h20}"];
    "rapidapi" "rapidapi_key" "RapidAPI" ["{a10}msh{a15}p{a6}jsn{a12}", "{a50}"];
    "recaptcha" "recaptcha_secret" "Google" ["6L{u38}"];
    "reddit" "reddit_secret" "Reddit" ["{u27,30}"];
    "rollbar" "rollbar_token" "Rollbar" ["{h32}"];
    "scaleway" "scaleway_secret" "Scaleway" ["{g36}"];
    "scraperapi" "scraperapi_key" "ScraperAPI" ["{h32}"];
    "securitytrails" "securitytrails_key" "SecurityTrails" ["{a32}"];
    "sendbird" "sendbird_token" "Sendbird" ["{h40}"];
    "sentry" "sentry_legacy_token" "Sentry" ["{h64}"];
    "shodan" "shodan_key" "Shodan" ["{a32}"];
    "shortcut" "shortcut_token" "Shortcut" ["{g36}"];
    "runscope" "runscope_token" "Runscope" ["{g36}"];
    "sidekiq" "sidekiq_secret" "Sidekiq" ["{h8}:{h8}"];
    "smartsheet" "smartsheet_token" "Smartsheet" ["{a37}", "{l26}"];
    "snyk" "snyk_key" "Snyk" ["{g36}"];
    "sonar" "sonarqube_legacy_token" "SonarQube" ["{h40}"];
    "sparkpost" "sparkpost_key" "SparkPost" ["{h40}"];
    "splunk" "splunk_token" "Splunk" ["{g36}"];
    "spotify" "spotify_secret" "Spotify" ["{h32}"];
    "sqreen" "sqreen_token" "Sqreen" ["{u64}"];
    "statuspage" "statuspage_key" "Statuspage" ["{g36}", "{h64}"];
    "storyblok" "storyblok_token" "Storyblok" ["{a22}tt"];
    "strava" "strava_secret" "Strava" ["{h40}"];
    "sumologic" "sumologic_key" "Sumo Logic" ["{a64}"];
    "sumo_access" "sumologic_key" "Sumo Logic" ["{a64}"];
    "telegram" "telegram_bot_token" "Telegram" ["{d8,10}:{u35}"];
    "tgram" "telegram_bot_token" "Telegram" ["{d8,10}:{u35}"] bare;
    "thingsboard" "thingsboard_token" "ThingsBoard" ["{a20}"];
    "tmdb" "tmdb_key" "TMDB" ["{h32}"];
    "travis" "travis_token" "Travis CI" ["{u22}"];
    "trello" "trello_key" "Trello" ["{h64}", "{h32}"];
    "tumblr" "tumblr_key" "Tumblr" ["{a50}"];
    "twilio" "twilio_auth_token" "Twilio" ["{h32}"];
    "twitch" "twitch_token" "Twitch" ["{l30}"];
    "twitter" "twitter_secret" "Twitter" ["{a50}", "{d15,25}-{a20,40}", "{a45}", "{a25}"];
    "unsplash" "unsplash_key" "Unsplash" ["{u43}"];
    "uptimerobot" "uptimerobot_key" "UptimeRobot" ["u{d5,8}-{h24}", "m{d8,10}-{h24}"];
    "urlscan" "urlscan_key" "urlscan.io" ["{g36}"];
    "vercel" "vercel_key" "Vercel" ["{a24}"];
    "virustotal" "virustotal_key" "VirusTotal" ["{h64}"];
    "vultr" "vultr_key" "Vultr" ["{A36}"];
    "wakatime" "wakatime_key" "WakaTime" ["{g36}"];
    "wandb" "wandb_key" "Weights & Biases" ["{h40}"];
    "weatherbit" "weatherbit_key" "Weatherbit" ["{h32}"];
    "webflow" "webflow_token" "Webflow" ["{h64}"];
    "wepay" "wepay_token" "WePay" ["{a62}", "{u40}"];
    "worldweather" "worldweather_key" "World Weather Online" ["{h31}"];
    "yelp" "yelp_key" "Yelp" ["{u128}"];
    "youtube" "youtube_key" "Google" ["{u39}"];
    "zendesk" "zendesk_token" "Zendesk" ["{a40}", "{h64}"];
    "zoom" "zoom_secret" "Zoom" ["{a32}", "{a36}"];
    "unseal" "vault_unseal_key" "HashiCorp" ["{b44}"] bare;
    "login_with_api_key" "truenas_key" "TrueNAS" ["{d1,3}-{a64}"] bare;
    "convertto-securestring" "secure_string" "PowerShell" ["{p8,64}"] bare;
};
