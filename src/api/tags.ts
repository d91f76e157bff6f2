/** The subjects of the API, in the order in which one meets them. */
export const TAGS = [
  { name: "Tenants", description: "Whom events belong to. What is one tenant's, no other tenant sees." },
  { name: "Keys", description: "What opens the API for one tenant, to manage it or only to read." },
  {
    name: "Subscriptions",
    description:
      "Which events of a tenant go to which endpoint, in what order, at what pace, and signed how.",
  },
  { name: "Events", description: "What a provider has sent: verified, given to a tenant, and kept." },
  { name: "Deliveries", description: "One event for one subscription, with its attempts." },
  { name: "Replays", description: "A range of recorded events, sent to one subscription again." },
  {
    name: "Streams",
    description: "Events of one media or live stream in order, and what each subscription's lane waits for.",
  },
  { name: "Statistics", description: "Counts and durations over time, complete about a minute later." },
  {
    name: "Sources",
    description: "Where a provider sends its webhooks, what verifies them, whom they are for.",
  },
  { name: "Unrouted events", description: "Verified events that no tenant was found for." },
  { name: "Catalogue", description: "The provider's event types, what they mean, and a sample of each." },
  { name: "Portal", description: "Links that let a tenant's people into its pages without a key." },
  { name: "System", description: "How the router as a whole stands, for its operator." },
] as const satisfies readonly { name: string; description: string }[];
