namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of MatchPolicyType.</summary>
public static class MatchPolicyType
{
    public const string Exact = "Exact";
    public const string Equivalent = "Equivalent";
}
