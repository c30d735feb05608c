namespace Kubesharp.Api.Storage;

/// <summary>The known values of VolumeBindingMode.</summary>
public static class VolumeBindingMode
{
    public const string Immediate = "Immediate";
    public const string WaitForFirstConsumer = "WaitForFirstConsumer";
}
