import type { Answer } from "../forge/exchange";
import { linkHeader, pageOf } from "../forge/pagination";
import type { Call } from "./call";

const PAGES = { defaultSize: 30, maximumSize: 100 };

/** A page of a list, under the name that the description gives it, beside the total. */
export function listed<T>(call: Call, name: string, all: T[], json: (item: T) => object): Answer {
    const page = pageOf(all, call.request.query, PAGES);
    const origin = new URL(call.apiUrl).origin;
    const link = linkHeader(origin, call.request, page);
    return {
        status: 200,
        headers: link ? { link } : {},
        json: { total_count: page.total, [name]: page.items.map(json) },
    };
}
