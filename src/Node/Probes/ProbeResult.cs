namespace Kubesharp.Kubelet.Probes;

internal enum ProbeOutcome
{
    Success,
    Failure,
    /// <summary>The probe itself broke: nothing is known, and nothing is counted.</summary>
    Unknown,
}

/// <summary>What one try of a probe found; the message is for the event of a failure.</summary>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, string Message);
