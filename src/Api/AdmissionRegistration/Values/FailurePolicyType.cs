namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of FailurePolicyType.</summary>
public static class FailurePolicyType
{
    public const string Ignore = "Ignore";
    public const string Fail = "Fail";
}
