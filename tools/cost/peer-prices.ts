/** What a hosted peer asks for, as its own price page has it. */
export interface PeerPrice {
  peer: string;
  /** US dollars for one more unit, by what an event at this fan-out comes to; null where no page tells. */
  dollarsPerMillion: ((fanOut: number) => number) | null;
  /** What is billed, in words. */
  unit: string;
  /** Below this, dollars a month do not go. */
  from: string;
  source: string;
  readOn: string;
}

const HOOKDECK_PER_MILLION = 10; // $1.00 per additional 100,000 events
const SVIX_PER_MILLION = 100; // $0.0001 a message

/** Peers with their public prices. Pages were read as published copies of that day; none is guessed. */
export const PEERS: readonly PeerPrice[] = [
  {
    peer: "Hookdeck Event Gateway",
    dollarsPerMillion: (fanOut) => HOOKDECK_PER_MILLION * fanOut,
    unit: "an event: one request for one connection, so fan-out multiplies; retries are not extra; down to $3.30 at volume",
    from: "$39 a month (7 days kept, 5 deliveries/s per destination; more is an add-on)",
    source: "https://hookdeck.com/pricing",
    readOn: "2026-09-20",
  },
  {
    peer: "Svix",
    dollarsPerMillion: () => SVIX_PER_MILLION,
    unit: "a message, $0.0001; retries are not counted; taken as one message whatever its fan-out",
    from: "$0 (50,000 messages, 30 days) or $490 a month (90 days kept)",
    source: "https://www.svix.com/pricing/",
    readOn: "2026-09-20",
  },
  {
    peer: "Convoy",
    dollarsPerMillion: null,
    unit: "no meter: self-hosted Premium is flat, its machines and databases are yours; the cloud's price is not public",
    from: "$0 (Community) or $999 a month (Premium, self-hosted)",
    source: "https://www.getconvoy.io/pricing",
    readOn: "2026-09-20",
  },
  {
    peer: "Hook0",
    dollarsPerMillion: null,
    unit: "events a day; prices of the paid plans were not found on a page that could be read",
    from: "$0 (100 events a day)",
    source: "https://www.hook0.com/webhook-api",
    readOn: "2026-10",
  },
];
