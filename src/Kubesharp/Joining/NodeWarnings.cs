using Kubesharp.Api.Core;
using Kubesharp.Client;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Joining;

/// <summary>What a node says about a certificate that it could not renew: a line, and an Event at its Node.</summary>
internal sealed class NodeWarnings(ApiClient client, string nodeName, ILogger log, TimeProvider time)
{
    private readonly EventRecorder events = new(client, "kubelet", time, nodeName);

    public async Task TellAsync(
        string which, ApiError error, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        string good = until is { } end ? $"it is valid until {end.UtcDateTime:u}" : "there is none yet";
        log.LogWarning("The node's {which} certificate is not renewed, {good}: {problem}", which, good, error.Message);
        // Kubelets use the name for the uid: they write about the Node before they have seen it.
        Node about = new() { Metadata = new() { Name = nodeName, Uid = nodeName } };
        await events.RecordAsync(about, "Warning", "CertificateRenewalFailed",
            $"The {which} certificate is not renewed, {good}: {error.Message}", cancellationToken);
    }
}
