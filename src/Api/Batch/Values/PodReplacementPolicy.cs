namespace Kubesharp.Api.Batch;

/// <summary>The known values of PodReplacementPolicy.</summary>
public static class PodReplacementPolicy
{
    public const string TerminatingOrFailed = "TerminatingOrFailed";
    public const string Failed = "Failed";
}
