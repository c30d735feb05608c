using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Volumes;

namespace Kubesharp.Kubelet;

/// <summary>
/// The ConfigMaps and Secrets that Pods of this node name, read one by one: a node may not list them. An answer is
/// shared for a moment, so that the containers of a Pod that starts ask once.
/// </summary>
/// <remarks>Safe from any thread: <c>known</c> is guarded by its lock.</remarks>
internal sealed class ReferencedObjects(ApiClient client, FollowedObjects followed, TimeProvider time)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);
    // Far above what the Pods of one node name within two seconds.
    private const int KnownMax = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(Type Type, ObjectKey Key), (ApiObject? Value, long Read)> known = [];

    /// <returns>Null when it is optional and not there.</returns>
    /// <exception cref="SetupException">It is required and not there, or cannot be read.</exception>
    public Task<ConfigMap?> ConfigMapAsync(
        string namespaceName, string name, bool optional, CancellationToken cancellationToken) =>
        GetAsync<ConfigMap>("configmap", new(namespaceName, name), optional, cancellationToken);

    /// <inheritdoc cref="ConfigMapAsync"/>
    public Task<Secret?> SecretAsync(
        string namespaceName, string name, bool optional, CancellationToken cancellationToken) =>
        GetAsync<Secret>("secret", new(namespaceName, name), optional, cancellationToken);

    private async Task<T?> GetAsync<T>(
        string noun, ObjectKey key, bool optional, CancellationToken cancellationToken)
        where T : ApiObject
    {
        if (followed.TryGet(key, out T? watched))
        {
            return watched ?? (optional ? null : throw new SetupException(
                "CreateContainerConfigError", $"{noun} \"{key.Name}\" not found"));
        }
        lock (gate)
        {
            if (known.TryGetValue((typeof(T), key), out (ApiObject? Value, long Read) entry)
                && time.GetElapsedTime(entry.Read) < FreshFor
                && entry.Value is T fresh)
                return fresh;
        }
        ApiResult<T> result = await client.GetAsync<T>(key, cancellationToken);
        if (result.Error is { } error)
        {
            if (error.Code == 404 && optional)
                return null;
            throw new SetupException(
                "CreateContainerConfigError", error.Code == 404 ? $"{noun} \"{key.Name}\" not found" : error.Message);
        }
        lock (gate)
        {
            if (known.Count >= KnownMax)
                known.Clear();
            known[(typeof(T), key)] = (result.Value, time.GetTimestamp());
        }
        return result.Value;
    }
}
