namespace Kubesharp.Api.Batch;

/// <summary>The known values of PodFailurePolicyAction.</summary>
public static class PodFailurePolicyAction
{
    public const string FailJob = "FailJob";
    public const string FailIndex = "FailIndex";
    public const string Ignore = "Ignore";
    public const string Count = "Count";
}
