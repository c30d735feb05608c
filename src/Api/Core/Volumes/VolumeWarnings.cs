using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What to tell clients of a Pod's volumes: kinds that no longer work, files that hide each other.</summary>
internal static class VolumeWarnings
{
    public static void Collect(IReadOnlyList<Volume> volumes, FieldPath path, List<string> warnings)
    {
        for (int i = 0; i < volumes.Count; i++)
        {
            (string? field, string text) = Outdated(volumes[i]);
            if (field is not null)
                warnings.Add($"{path.Index(i).Child(field)}: {text}");
        }
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (Volume volume in volumes)
        {
            foreach (VolumeProjection source in volume.Projected?.Sources ?? [])
            {
                if (source.ServiceAccountToken is { } token)
                    tokens.Add(token.Path);
            }
        }
        if (tokens.Count == 0)
            return;
        for (int i = 0; i < volumes.Count; i++)
        {
            foreach (VolumeProjection source in volumes[i].Projected?.Sources ?? [])
                CollectCovered(source, tokens, path.Index(i).Child("projected", "sources"), warnings);
        }
    }

    private static (string? Field, string Text) Outdated(Volume volume) => volume switch
    {
        { PhotonPersistentDisk: not null } => ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        { GitRepo: not null } => ("gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
        { ScaleIO: not null } => ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        { Flocker: not null } => ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
        { Storageos: not null } => ("storageOS", "deprecated in v1.22, non-functional in v1.25+"),
        { Quobyte: not null } => ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        { Glusterfs: not null } => ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        { Cephfs: not null } => ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        { Rbd: not null } => ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
        _ => (null, ""),
    };

    private static void CollectCovered(
        VolumeProjection source, HashSet<string> tokens, FieldPath path, List<string> warnings)
    {
        Collect(source.ConfigMap?.Items.Select(static item => item.Path), "configMap");
        Collect(source.Secret?.Items.Select(static item => item.Path), "secrets");
        Collect(source.DownwardAPI?.Items.Select(static item => item.Path), "downwardAPI");
        if (source.ClusterTrustBundle is { } bundle && tokens.Contains(bundle.Path))
            warnings.Add(Text(path.Child("ClusterTrustBundle"), bundle.Path));

        void Collect(IEnumerable<string>? files, string field)
        {
            int index = 0;
            foreach (string file in files ?? [])
            {
                if (tokens.Contains(file))
                    warnings.Add(Text(path.Child(field).Index(index), file));
                index++;
            }
        }
    }

    private static string Text(FieldPath path, string file) =>
        $"{path}: has duplicated path with ServiceAccountToken {FieldErrors.Quote(file)}";
}
