namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of PatchType.</summary>
public static class PatchType
{
    public const string ApplyConfiguration = "ApplyConfiguration";
    public const string JSONPatch = "JSONPatch";
}
