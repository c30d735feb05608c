using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// Writes down on which day a token that never expires was last used, as a label of its Secret, and since when that is
/// written down at all: by both the cleaner knows what nobody needs any more.
/// </summary>
/// <remarks>
/// Requests only put a name into the queue; one loop writes. A use that finds the queue full is noted with the next.
/// </remarks>
internal sealed class LegacyTokenTracking(ApiServer server)
{
    private const string LastUsed = "kubernetes.io/legacy-token-last-used";
    private const string Map = "kube-apiserver-legacy-service-account-token-tracking", KubeSystem = "kube-system";
    private const int QueueMax = 256;
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");

    private readonly Channel<(string Namespace, string Name)> queue =
        Channel.CreateBounded<(string, string)>(new BoundedChannelOptions(QueueMax)
        {
            FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true,
        });

    private readonly ConcurrentDictionary<(string, string), string> noted = new();
    private readonly ITransport transport = server.TransportFor(Users.ServerUser, "kube-apiserver");

    /// <summary>A token of this Secret has just been accepted.</summary>
    public void Use(Secret secret)
    {
        string today = Today();
        (string, string) key = (secret.Metadata.Namespace, secret.Metadata.Name);
        if (secret.Metadata.Labels.GetValueOrDefault(LastUsed) == today || noted.GetValueOrDefault(key) == today)
            return;
        if (queue.Writer.TryWrite(key))
            noted[key] = today;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            (string Namespace, string Name) key = await queue.Reader.ReadAsync(cancellationToken);
            string label = "{\"metadata\":{\"labels\":{\"" + LastUsed + "\":\"" + Today() + "\"}}}";
            await transport.SendAsync(
                new ApiRequest
                {
                    Verb = Verb.Patch, Resource = Resources.Secrets, Namespace = key.Namespace, Name = key.Name,
                    PatchType = PatchType.Merge, Patch = System.Text.Encoding.UTF8.GetBytes(label),
                },
                cancellationToken);
            if (queue.Reader.Count == 0)
                noted.Clear(); // From here on the label itself says it.
        }
    }

    /// <summary>Writes down that use is written down from today on, unless that stands there already.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        ConfigMap map = new()
        {
            Metadata = new() { Name = Map, Namespace = KubeSystem },
            Data = new Dictionary<string, string>(StringComparer.Ordinal) { ["since"] = Today() },
        };
        ApiRequest create = new()
        {
            Verb = Verb.Create, Resource = ConfigMaps, Namespace = KubeSystem, Body = map,
        };
        ApiResponse response = await transport.SendAsync(create, cancellationToken);
        if (response.Error is { Reason: not StatusReason.AlreadyExists } error)
            server.Options.Log($"the use of tokens that never expire is not tracked: {error.Message}", null);
    }

    private string Today() => server.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
