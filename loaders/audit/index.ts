export {auditLog} from "./audit-log.ts";
export {auditTree, type Audit} from "./audit.ts";
export {openTree} from "./tree/open-tree.ts";
