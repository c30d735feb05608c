namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>The known values of HPAScalingPolicyType.</summary>
public static class HPAScalingPolicyType
{
    public const string Pods = "Pods";
    public const string Percent = "Percent";
}
