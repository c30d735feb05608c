namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of ValidationAction.</summary>
public static class ValidationAction
{
    public const string Deny = "Deny";
    public const string Warn = "Warn";
    public const string Audit = "Audit";
}
