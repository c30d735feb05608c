namespace Kubesharp.Api.Core;

/// <summary>The known values of PersistentVolumeClaimPhase.</summary>
public static class PersistentVolumeClaimPhase
{
    public const string Pending = "Pending";
    public const string Bound = "Bound";
    public const string Lost = "Lost";
}
