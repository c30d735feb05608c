namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>One control that a Pod breaks, and with what.</summary>
public sealed record PodSecurityViolation(string Reason, string Detail);
