using Kubesharp.Api.Core;
using Kubesharp.Controllers.Certificates;
using Kubesharp.Controllers.HorizontalPodAutoscaling;

namespace Kubesharp.Controllers;

/// <summary>What the controllers need from outside.</summary>
public sealed record ControllerOptions
{
    /// <summary>The cluster's CA, PEM: published to every namespace.</summary>
    public required string RootCaPem { get; init; }
    /// <summary>Signs certificates for the built-in signers. Null: nothing is signed here.</summary>
    public CertificateSigner? Signer { get; init; }
    /// <summary>Signs tokens that lie in Secrets. Null: none are made here.</summary>
    public Func<ServiceAccount, Secret, string>? SignLegacyToken { get; init; }
    /// <summary>Names and addresses of the API server: no kubelet may serve under them. Defaults to none.</summary>
    public IReadOnlyList<string> ServerNames { get; init; } = [];
    /// <summary>Which of them run; see <see cref="ControllerSelection"/>. Defaults to all.</summary>
    public IReadOnlyList<string> Controllers { get; init; } = ControllerSelection.All;
    /// <summary>How they work.</summary>
    public ControllerTuning Tuning { get; init; } = new();
    /// <summary>
    /// GETs a path of the API server: the metrics APIs, whose kinds are others'. Defaults to an answer that there are
    /// none.
    /// </summary>
    public Func<string, CancellationToken, Task<MetricsAnswer>> MetricsApi { get; init; } =
        static (_, _) => Task.FromResult(MetricsAnswer.NotServed);
    /// <summary>Reports errors of reconciles. Defaults to nothing.</summary>
    public Action<string, string>? OnError { get; init; }
}
