namespace Kubesharp.Api.Core;

/// <summary>The known values of PersistentVolumeReclaimPolicy.</summary>
public static class PersistentVolumeReclaimPolicy
{
    public const string Recycle = "Recycle";
    public const string Delete = "Delete";
    public const string Retain = "Retain";
}
