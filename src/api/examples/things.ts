/** What the examples speak of: one tenant, its things, and one stream of events. The ids fit each other. */
export const TENANT = "ten_01kqs3efm07kscevjzdmjep4m3";
export const KEY = "key_01kqs55de0w1tc53144cqz9cj9";
export const SUBSCRIPTION = "sub_01kqs45c9ahf2gs8twvkzzcq8m";
export const OTHER_SUBSCRIPTION = "sub_01ks2tz9r0chvvv3kmhfcvq2xz";
export const SOURCE = "src_01kqs3qybgyrxmkayrf6p87dmw";
export const SOURCE_SECRET = "sec_01kqs3qybg07x7a1jn3jxyfv93";
export const EVENT = "evt_01kt3pd2gv8b9h2fzb1jjsx21h";
export const UNROUTED_EVENT = "evt_01kt3pfznp9fye240dc9c0mjvt";
export const DELIVERY = "dlv_01kt3pd2gv8b9h2fzb1jjsx21hvkzzcq8m";
export const REPLAY = "rpl_01kt3wd680shw42n7e8a6f54tn";
export const REJECTION = "rej_01kt3ppdkrfy6pmqc475a1trdk";

export const STREAM = "media:893e2194-8048-4002-879c-12d661178331";
export const TYPE = "video.media.ready";

export const CREATED_AT = "2026-05-04T09:12:30.250Z";
export const OCCURRED_AT = "2026-06-02T08:15:04.218Z";
export const RECEIVED_AT = "2026-06-02T08:15:04.731Z";
export const SETTLED_AT = "2026-06-02T08:15:04.902Z";
export const RETRY_AT = "2026-06-02T08:15:10.014Z";

/** Base64 that says what it is, for readers and for whoever scans for secrets. */
export const SIGNING_SECRET = "whsec_YW4gZXhhbXBsZSBvZiBhIHNpZ25pbmcgc2VjcmV0IC4u";
export const PROVIDER_SECRET = "YW4gZXhhbXBsZSBvZiBhIHNvdXJjZSBzZWNyZXQgLi4u";
/** Has the form of a key, and not its checksum. */
export const KEY_TEXT = "hl_ExampleExampleExampleExampleExampleExampleExampl0";
