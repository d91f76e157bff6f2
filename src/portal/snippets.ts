/** How a receiver verifies in one language: lines to paste. */
export interface Snippet {
  language: string;
  code: string;
}

/** Verification in the usual languages, with the place of the secret named. @param url of the endpoint, for curl. */
export function snippets(url: string): Snippet[] {
  return [
    { language: "TypeScript", code: TYPESCRIPT },
    { language: "Python", code: PYTHON },
    { language: "Go", code: GO },
    { language: "PHP", code: PHP },
    { language: "Ruby", code: RUBY },
    { language: "curl", code: curl(url) },
  ];
}

const TYPESCRIPT = `// npm install standardwebhooks
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
// The raw body, before any JSON parser has seen it. Throws when the signature is wrong.
const event = webhook.verify(rawBody, request.headers);`;

const PYTHON = `# pip install standardwebhooks
import os
from standardwebhooks import Webhook

webhook = Webhook(os.environ["WEBHOOK_SECRET"])
# The raw body as bytes. Raises when the signature is wrong.
event = webhook.verify(request.get_data(), dict(request.headers))`;

const GO = `// go get github.com/standard-webhooks/standard-webhooks/libraries
webhook, err := standardwebhooks.NewWebhook(os.Getenv("WEBHOOK_SECRET"))
if err != nil {
	log.Fatal(err)
}
body, _ := io.ReadAll(request.Body)
if err := webhook.Verify(body, request.Header); err != nil {
	http.Error(response, "bad signature", http.StatusUnauthorized)
	return
}`;

const PHP = `<?php
$key = base64_decode(substr(getenv('WEBHOOK_SECRET'), strlen('whsec_')));
$body = file_get_contents('php://input');
$signed = $_SERVER['HTTP_WEBHOOK_ID'] . '.' . $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] . '.' . $body;
$wanted = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $key, true));
$fresh = abs(time() - (int) $_SERVER['HTTP_WEBHOOK_TIMESTAMP']) <= 300;
$given = explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE']);
$good = $fresh && array_filter($given, fn ($one) => hash_equals($wanted, $one));
if (!$good) { http_response_code(401); exit; }`;

const RUBY = `require "openssl"
require "base64"

key = Base64.strict_decode64(ENV.fetch("WEBHOOK_SECRET").delete_prefix("whsec_"))
body = request.body.read
id, at, given = %w[ID TIMESTAMP SIGNATURE].map { |name| request.get_header("HTTP_WEBHOOK_#{name}") }
wanted = "v1,#{Base64.strict_encode64(OpenSSL::HMAC.digest("SHA256", key, "#{id}.#{at}.#{body}"))}"
fresh = (Time.now.to_i - at.to_i).abs <= 300
good = fresh && given.split(" ").any? { |one| OpenSSL.secure_compare(wanted, one) }`;

function curl(url: string): string {
  return `# Sends your endpoint a signed request, as Hooklane does. Needs openssl.
BODY='{"id":"e-1","type":"video.media.ready","object":{"type":"media","id":"m-1"},"data":{"id":"m-1"}}'
ID=evt_test; AT=$(date +%s)
KEY=$(printf %s "\${WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -vtx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$ID.$AT.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64)
curl -i ${quoted(url)} -H "webhook-id: $ID" -H "webhook-timestamp: $AT" \\
  -H "webhook-signature: v1,$SIGNATURE" -H 'content-type: application/json' -d "$BODY"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
