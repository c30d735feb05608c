namespace Kubesharp.Api.Core;

/// <summary>The known values of PersistentVolumeMode.</summary>
public static class PersistentVolumeMode
{
    public const string Block = "Block";
    public const string Filesystem = "Filesystem";
}
