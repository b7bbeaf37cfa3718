export function killSession(leader: number): void;
