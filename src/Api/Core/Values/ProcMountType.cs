namespace Kubesharp.Api.Core;

/// <summary>The known values of ProcMountType.</summary>
public static class ProcMountType
{
    public const string Default = "Default";
    public const string Unmasked = "Unmasked";
}
