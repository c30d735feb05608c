namespace Kubesharp.ApiServer.Webhooks;

/// <summary>What a webhook answered, or why there is no answer; that text never holds what was sent.</summary>
internal readonly record struct WebhookAnswer(byte[]? Body, string Error);
