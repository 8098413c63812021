using ChangeGate.Findings;

namespace ChangeGate.Reports.Pages;

/// <summary>The score as a half circle.</summary>
internal static class RiskDial
{
    private const double Radius = 78;

    private const double CentreX = 100;

    private const double CentreY = 92;

    public static Html Draw(RiskScore risk, string level)
    {
        var tone = Html.ClassOf(risk.Level.ToTone());
        return $"""
            <div class="dial"><svg viewBox="0 0 200 118" role="img" aria-label="Risk {risk.Score} of 100, {level}">
            <path d="{Arc(0, 100)}" class="track"/>
            {Html.When(risk.Score > 0, $"<path class=\"fill {tone}\" d=\"{Arc(0, Math.Max(risk.Score, 1))}\"/>")}
            {Enumerable.Select([20, 50, 80], Tick)}
            <text x="100" y="84" text-anchor="middle" font-size="46" font-weight="650" letter-spacing="-1">{risk.Score}</text>
            <text x="100" y="110" text-anchor="middle" font-size="15">risk · {level}</text>
            </svg></div>
            """;
    }

    private static Html Tick(int score)
    {
        var (outerX, outerY) = Point(score, Radius + 7);
        var (innerX, innerY) = Point(score, Radius - 7);
        return $"<path class=\"tick\" d=\"M{outerX} {outerY}L{innerX} {innerY}\"/>";
    }

    private static string Arc(int from, int to)
    {
        var (startX, startY) = Point(from, Radius);
        var (endX, endY) = Point(to, Radius);
        return FormattableString.Invariant($"M{startX:0.##} {startY:0.##}A{Radius} {Radius} 0 0 1 {endX:0.##} {endY:0.##}");
    }

    private static (double X, double Y) Point(int score, double radius)
    {
        var angle = Math.PI * (1 - (Math.Clamp(score, 0, 100) / 100.0));
        return (CentreX + (radius * Math.Cos(angle)), CentreY - (radius * Math.Sin(angle)));
    }
}
