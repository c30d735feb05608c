namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of ReinvocationPolicyType.</summary>
public static class ReinvocationPolicyType
{
    public const string Never = "Never";
    public const string IfNeeded = "IfNeeded";
}
