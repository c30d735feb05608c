namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of ParameterNotFoundActionType.</summary>
public static class ParameterNotFoundActionType
{
    public const string Allow = "Allow";
    public const string Deny = "Deny";
}
