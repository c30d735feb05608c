using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>A server elsewhere that answers TokenReviews.</summary>
public sealed record TokenWebhookOptions
{
    /// <summary>From the kubeconfig file.</summary>
    public required WebhookConnection Connection { get; init; }
    /// <summary>Speak authentication.k8s.io/v1beta1 instead of v1. Defaults to false.</summary>
    public bool IsBeta { get; init; }
    /// <summary>How long an answer holds; zero: it is asked each time. Defaults to 2 minutes.</summary>
    public TimeSpan CacheTtl { get; init; } = TimeSpan.FromMinutes(2);
    /// <summary>How long one answer may take, with its retries. Defaults to 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
