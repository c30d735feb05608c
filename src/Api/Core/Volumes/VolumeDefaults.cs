namespace Kubesharp.Api.Core;

/// <summary>What volumes are where their author said nothing.</summary>
internal static class VolumeDefaults
{
    // rw-r--r--
    private const int FileMode = 0x1A4;
    private const long TokenExpirationSeconds = 3600;

    public static Volume For(Volume volume)
    {
        Volume filled = Fill(volume);
        return ReferenceEquals(filled, volume) || filled.Equals(volume) ? volume : filled;
    }

    private static Volume Fill(Volume volume)
    {
        switch (volume)
        {
            case { ConfigMap: { DefaultMode: null } source }:
                return volume with { ConfigMap = source with { DefaultMode = FileMode } };
            case { Secret: { DefaultMode: null } source }:
                return volume with { Secret = source with { DefaultMode = FileMode } };
            case { DownwardAPI: { } source }:
                return ForDownwardApi(volume, source);
            case { Projected: { } source }:
                return ForProjected(volume, source);
            case { HostPath: { Type: null } source }:
                return volume with { HostPath = source with { Type = "" } };
            case { Image: { PullPolicy.Length: 0 } source }:
                return volume with { Image = source with { PullPolicy = ImageNames.PullPolicyFor(source.Reference) } };
            case { Ephemeral.VolumeClaimTemplate: { Spec.VolumeMode: null } template }:
                PersistentVolumeClaimTemplate filled = template with
                {
                    Spec = template.Spec with { VolumeMode = "Filesystem" },
                };
                return volume with { Ephemeral = volume.Ephemeral with { VolumeClaimTemplate = filled } };
            case { Iscsi: { IscsiInterface.Length: 0 } source }:
                return volume with { Iscsi = source with { IscsiInterface = "default" } };
            case { Rbd: { } source }:
                return volume with
                {
                    Rbd = source with
                    {
                        Pool = Or(source.Pool, "rbd"),
                        User = Or(source.User, "admin"),
                        Keyring = Or(source.Keyring, "/etc/ceph/keyring"),
                    },
                };
            case { AzureDisk: { } source }:
                return volume with
                {
                    AzureDisk = source with
                    {
                        CachingMode = source.CachingMode ?? "ReadWrite",
                        Kind = source.Kind ?? "Shared",
                        FsType = source.FsType ?? "ext4",
                        ReadOnly = source.ReadOnly ?? false,
                    },
                };
            case { ScaleIO: { } source }:
                return volume with
                {
                    ScaleIO = source with
                    {
                        StorageMode = Or(source.StorageMode, "ThinProvisioned"),
                        FsType = Or(source.FsType, "xfs"),
                    },
                };
            default:
                return PodRules.CountSources(volume) == 0
                    ? volume with { EmptyDir = EmptyDirVolumeSource.Empty }
                    : volume;
        }
    }

    private static Volume ForDownwardApi(Volume volume, DownwardAPIVolumeSource source)
    {
        IReadOnlyList<DownwardAPIVolumeFile> items = Lists.Change(source.Items, ForDownwardApiFile);
        return source.DefaultMode is not null && ReferenceEquals(items, source.Items)
            ? volume
            : volume with { DownwardAPI = source with { DefaultMode = source.DefaultMode ?? FileMode, Items = items } };
    }

    private static DownwardAPIVolumeFile ForDownwardApiFile(DownwardAPIVolumeFile file) =>
        file.FieldRef is { ApiVersion.Length: 0 } field
            ? file with { FieldRef = field with { ApiVersion = "v1" } }
            : file;

    private static Volume ForProjected(Volume volume, ProjectedVolumeSource source)
    {
        IReadOnlyList<VolumeProjection> sources = Lists.Change(source.Sources, ForProjection);
        if (source.DefaultMode is not null && ReferenceEquals(sources, source.Sources))
            return volume;
        source = source with { DefaultMode = source.DefaultMode ?? FileMode, Sources = sources };
        return volume with { Projected = source };
    }

    private static VolumeProjection ForProjection(VolumeProjection projection)
    {
        if (projection.ServiceAccountToken is { ExpirationSeconds: null } token)
        {
            return projection with
            {
                ServiceAccountToken = token with { ExpirationSeconds = TokenExpirationSeconds },
            };
        }
        if (projection.DownwardAPI is not { } downward)
            return projection;
        IReadOnlyList<DownwardAPIVolumeFile> items = Lists.Change(downward.Items, ForDownwardApiFile);
        return ReferenceEquals(items, downward.Items)
            ? projection
            : projection with { DownwardAPI = downward with { Items = items } };
    }

    private static string Or(string value, string fallback) => value.Length > 0 ? value : fallback;
}
