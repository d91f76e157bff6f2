// `npm run scale`: plays deployments of many sizes in a model and writes what bounds them into docs/scale.md.
import { refreshPage } from "./docs/refresh-page.ts";
import { scaleBlocks } from "./scale/blocks.ts";

const blocks = scaleBlocks();
console.log(blocks["scale-answer"]);
refreshPage("docs/scale.md", blocks);
