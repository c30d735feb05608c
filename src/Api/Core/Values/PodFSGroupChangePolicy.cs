namespace Kubesharp.Api.Core;

/// <summary>The known values of PodFSGroupChangePolicy.</summary>
public static class PodFSGroupChangePolicy
{
    public const string OnRootMismatch = "OnRootMismatch";
    public const string Always = "Always";
}
