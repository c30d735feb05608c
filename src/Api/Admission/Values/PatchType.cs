namespace Kubesharp.Api.Admission;

/// <summary>The known values of PatchType.</summary>
public static class PatchType
{
    public const string JSONPatch = "JSONPatch";
}
