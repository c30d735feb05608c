using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>What a webhook is asked, and how long its answers hold.</summary>
public sealed record WebhookAuthorizerOptions
{
    /// <summary>From the kubeconfig file.</summary>
    public required WebhookConnection Connection { get; init; }
    /// <summary>How long one decision may take, with its retries. Defaults to 30 s; at most that.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How long a yes holds. Defaults to 5 minutes.</summary>
    public TimeSpan AuthorizedTtl { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>How long a no holds. Defaults to 30 s.</summary>
    public TimeSpan UnauthorizedTtl { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Whether a yes is remembered. Defaults to true.</summary>
    public bool CacheAuthorized { get; init; } = true;
    /// <summary>Whether a no is remembered. Defaults to true.</summary>
    public bool CacheUnauthorized { get; init; } = true;
    /// <summary>Speak authorization.k8s.io/v1beta1 instead of v1. Defaults to false.</summary>
    public bool IsBeta { get; init; }
    /// <summary>
    /// A webhook that does not answer denies; otherwise the next authorizer decides. Defaults to false.
    /// </summary>
    public bool DeniesOnFailure { get; init; }
}
