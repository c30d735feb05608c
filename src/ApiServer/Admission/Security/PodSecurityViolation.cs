namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>One control that a Pod breaks, and with what.</summary>
internal sealed record PodSecurityViolation(string Reason, string Detail)
{
    public override string ToString() => Detail.Length == 0 ? Reason : $"{Reason} ({Detail})";
}
