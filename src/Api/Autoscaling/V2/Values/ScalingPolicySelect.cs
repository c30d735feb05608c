namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The known values of ScalingPolicySelect.</summary>
public static class ScalingPolicySelect
{
    public const string Max = "Max";
    public const string Min = "Min";
    public const string Disabled = "Disabled";
}
