// `npm run cost`: what a million events cost, from measured counters and the platform's price list, into docs/cost.md.
import { costBlocks, costFiles } from "./cost/blocks.ts";
import { refreshPage } from "./docs/refresh-page.ts";

const blocks = costBlocks();
console.log(blocks["cost-answer"]);
refreshPage("docs/cost.md", blocks, costFiles());
