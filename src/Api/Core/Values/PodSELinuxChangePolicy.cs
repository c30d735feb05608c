namespace Kubesharp.Api.Core;

/// <summary>The known values of PodSELinuxChangePolicy.</summary>
public static class PodSELinuxChangePolicy
{
    public const string Recursive = "Recursive";
    public const string MountOption = "MountOption";
}
