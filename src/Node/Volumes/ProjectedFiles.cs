using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>The files of volumes whose content comes from the API: configMap, secret, downwardAPI, projected.</summary>
internal sealed class ProjectedFiles(
    ReferencedObjects objects, ServiceAccountTokens tokens, TrustBundles bundles)
{
    public const string Reason = "FailedMount";
    private const int ModeDefault = 0b110_100_100; // 0644, as the API server defaults it.

    /// <returns>Null when the volume is of another sort.</returns>
    /// <exception cref="SetupException">Something required is missing.</exception>
    public async Task<IReadOnlyDictionary<string, VolumeFile>?> BuildAsync(
        Pod pod, Volume volume, PodAddresses addresses, IReadOnlyDictionary<string, Quantity> allocatable,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<VolumeProjection> sources;
        int? mode;
        switch (volume)
        {
            case { ConfigMap: { } source }:
                ConfigMapProjection configMap =
                    new() { Name = source.Name, Items = source.Items, Optional = source.Optional };
                sources = [new() { ConfigMap = configMap }];
                mode = source.DefaultMode;
                break;
            case { Secret: { } source }:
                SecretProjection secret =
                    new() { Name = source.SecretName, Items = source.Items, Optional = source.Optional };
                sources = [new() { Secret = secret }];
                mode = source.DefaultMode;
                break;
            case { DownwardAPI: { } source }:
                sources = [new() { DownwardAPI = new() { Items = source.Items } }];
                mode = source.DefaultMode;
                break;
            case { Projected: { } source }:
                sources = source.Sources;
                mode = source.DefaultMode;
                break;
            default:
                return null;
        }
        Dictionary<string, VolumeFile> files = new(StringComparer.Ordinal);
        foreach (VolumeProjection projection in sources)
            await AddAsync(files, pod, projection, mode ?? ModeDefault, addresses, allocatable, cancellationToken);
        return files;
    }

    private async Task AddAsync(
        Dictionary<string, VolumeFile> files, Pod pod, VolumeProjection projection, int mode, PodAddresses addresses,
        IReadOnlyDictionary<string, Quantity> allocatable, CancellationToken cancellationToken)
    {
        string namespaceName = pod.Metadata.Namespace;
        if (projection.ConfigMap is { } configMapSource)
        {
            bool optional = configMapSource.Optional == true;
            ConfigMap? configMap =
                await objects.ConfigMapAsync(namespaceName, configMapSource.Name, optional, cancellationToken);
            Add(files, "config", Entries(configMap), configMapSource.Items, mode, optional);
        }
        if (projection.Secret is { } secretSource)
        {
            bool optional = secretSource.Optional == true;
            Secret? secret = await objects.SecretAsync(namespaceName, secretSource.Name, optional, cancellationToken);
            Add(files, "secret", secret?.Data, secretSource.Items, mode, optional);
        }
        if (projection.DownwardAPI is { } downward)
            Add(files, pod, downward.Items, mode, addresses, allocatable);
        if (projection.ClusterTrustBundle is { } bundleSource)
        {
            string anchors = await bundles.GetAsync(bundleSource, cancellationToken);
            files[Checked(bundleSource.Path)] = new(Bytes.FromUtf8(anchors), (UnixFileMode)mode);
        }
        if (projection.ServiceAccountToken is { } tokenSource)
        {
            string token = await tokens.GetAsync(pod, tokenSource, cancellationToken);
            // Only the group of the Pod reads it, where the Pod has one.
            int tokenMode = pod.Spec.SecurityContext?.FsGroup is null ? mode : 0b110_000_000;
            files[Checked(tokenSource.Path)] = new(Bytes.FromUtf8(token), (UnixFileMode)tokenMode);
        }
    }

    private static Dictionary<string, Bytes>? Entries(ConfigMap? configMap)
    {
        if (configMap is null)
            return null;
        Dictionary<string, Bytes> entries = new(configMap.BinaryData, StringComparer.Ordinal);
        foreach ((string key, string value) in configMap.Data)
            entries[key] = Bytes.FromUtf8(value);
        return entries;
    }

    private static void Add(
        Dictionary<string, VolumeFile> files, string noun, IReadOnlyDictionary<string, Bytes>? entries,
        IReadOnlyList<KeyToPath> items, int mode, bool optional)
    {
        if (items.Count == 0)
        {
            foreach ((string key, Bytes value) in entries ?? Maps.None<Bytes>())
                files[Checked(key)] = new(value, (UnixFileMode)mode);
            return;
        }
        foreach (KeyToPath item in items)
        {
            if (entries is not null && entries.TryGetValue(item.Key, out Bytes value))
                files[Checked(item.Path)] = new(value, (UnixFileMode)(item.Mode ?? mode));
            else if (!optional)
                throw new SetupException(Reason, $"references non-existent {noun} key: {item.Key}");
        }
    }

    private static void Add(
        Dictionary<string, VolumeFile> files, Pod pod, IReadOnlyList<DownwardAPIVolumeFile> items, int mode,
        PodAddresses addresses, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        foreach (DownwardAPIVolumeFile item in items)
        {
            string? value = null;
            if (item.FieldRef is { } field)
                value = FieldPaths.Read(pod, field.FieldPath, addresses);
            else if (item.ResourceFieldRef is { } resource
                && PodContainers.Find(pod, resource.ContainerName) is { } container)
                value = FieldPaths.Read(container, resource, allocatable);
            if (value is null)
                throw new SetupException(Reason, $"the downward API cannot fill {item.Path}");
            files[Checked(item.Path)] = new(Bytes.FromUtf8(value), (UnixFileMode)(item.Mode ?? mode));
        }
    }

    // Validation refuses such paths already; a second look costs nothing and a hole would open the node.
    private static string Checked(string path) =>
        path.Length > 0 && !path.StartsWith('/') && !path.StartsWith("..", StringComparison.Ordinal)
        && !path.Split('/').Contains("..")
            ? path
            : throw new SetupException(Reason, $"invalid path: {path}");
}
