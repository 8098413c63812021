namespace ChangeGate.Findings;

/// <summary>What a rehearsal says to a finding. The zero value leaves it as it stands.</summary>
public enum Observation
{
    /// <summary>The statement did not run there, or nothing there could show it.</summary>
    NotExercised,

    /// <summary>The engine did what was foreseen.</summary>
    Confirmed,

    /// <summary>The engine did otherwise, where it had every occasion to do it.</summary>
    Refuted,
}
