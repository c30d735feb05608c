namespace Kubesharp.Api.Core;

/// <summary>The known values of MountPropagationMode.</summary>
public static class MountPropagationMode
{
    public const string None = "None";
    public const string HostToContainer = "HostToContainer";
    public const string Bidirectional = "Bidirectional";
}
