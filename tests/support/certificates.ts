import "reflect-metadata";
import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
    BasicConstraintsExtension,
    ExtendedKeyUsage,
    ExtendedKeyUsageExtension,
    type Extension,
    KeyUsageFlags,
    KeyUsagesExtension,
    SubjectAlternativeNameExtension,
    type X509Certificate,
    X509CertificateGenerator,
} from "@peculiar/x509";

/** A certificate and its private key, both as PEM text. */
export interface KeyPair {
    certificate: string;
    privateKey: string;
}

/** Elliptic curve keys: made in a millisecond, where RSA ones take a hundred. */
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const HOUR = 3600 * 1000;
const VALIDITY = 30 * 24 * HOUR;

/** A throw-away certificate authority for one control plane. */
export class CertificateAuthority {
    private constructor(
        private readonly root: X509Certificate,
        private readonly keys: webcrypto.CryptoKeyPair,
    ) {}

    static async create(commonName: string): Promise<CertificateAuthority> {
        const keys = await generateKeys();
        const root = await X509CertificateGenerator.createSelfSigned({
            ...validity(),
            name: [{ CN: [commonName] }],
            keys,
            signingAlgorithm: ALGORITHM,
            extensions: [
                new BasicConstraintsExtension(true, undefined, true),
                new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
            ],
        });
        return new CertificateAuthority(root, keys);
    }

    /** The root certificate as PEM text. */
    get certificate(): string {
        return pem("CERTIFICATE", this.root.rawData);
    }

    /** A certificate for a TLS server that is reached under these names and addresses. */
    issueServer(names: string[]): Promise<KeyPair> {
        const alternatives = names.map((value) => ({
            type: isIP(value) ? ("ip" as const) : ("dns" as const),
            value,
        }));
        return this.issue(
            [{ CN: [names[0] ?? "server"] }],
            [
                new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
                new SubjectAlternativeNameExtension(alternatives),
            ],
        );
    }

    /** A certificate that Kubernetes reads as this user in these groups. */
    issueClient(user: string, groups: string[] = []): Promise<KeyPair> {
        return this.issue(
            [{ CN: [user] }, ...groups.map((group) => ({ O: [group] }))],
            [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])],
        );
    }

    private async issue(subject: Record<string, string[]>[], extensions: Extension[]): Promise<KeyPair> {
        const keys = await generateKeys();
        const certificate = await X509CertificateGenerator.create({
            ...validity(),
            subject,
            issuer: this.root.subject,
            publicKey: keys.publicKey,
            signingKey: this.keys.privateKey,
            signingAlgorithm: ALGORITHM,
            extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true), ...extensions],
        });
        return {
            certificate: pem("CERTIFICATE", certificate.rawData),
            privateKey: pem("PRIVATE KEY", await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)),
        };
    }
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

/** Begins an hour ago, since clocks differ; the leading zero byte keeps the serial number positive. */
function validity(): { serialNumber: string; notBefore: Date; notAfter: Date } {
    return {
        serialNumber: `00${randomBytes(16).toString("hex")}`,
        notBefore: new Date(Date.now() - HOUR),
        notAfter: new Date(Date.now() + VALIDITY),
    };
}

function pem(label: string, der: ArrayBuffer): string {
    const lines =
        Buffer.from(der)
            .toString("base64")
            .match(/.{1,64}/g) ?? [];
    return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
