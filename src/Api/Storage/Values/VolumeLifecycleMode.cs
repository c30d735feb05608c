namespace Kubesharp.Api.Storage;

/// <summary>The known values of VolumeLifecycleMode.</summary>
public static class VolumeLifecycleMode
{
    public const string Persistent = "Persistent";
    public const string Ephemeral = "Ephemeral";
}
